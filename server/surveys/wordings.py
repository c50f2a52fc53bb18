"""Ready-made words for the question of loyalty, to begin a survey with."""

from server.surveys.definition import Words

_READY_MADE = {
    "en": Words(
        question="How likely are you to recommend {organisation} to a friend or colleague?",
        low="Not at all likely",
        high="Extremely likely",
        comment="What is the most important reason for your score?",
        thanks="Thank you for taking the time. Your answer helps us to become better.",
    ),
    "da": Words(
        question="Hvor sandsynligt er det, at du vil anbefale {organisation} til en ven eller kollega?",
        low="Slet ikke sandsynligt",
        high="Yderst sandsynligt",
        comment="Hvad er den vigtigste grund til din vurdering?",
        thanks="Tak, fordi du tog dig tid. Dit svar hjælper os med at blive bedre.",
    ),
    "nl": Words(
        question="Hoe waarschijnlijk is het dat u {organisation} zou aanbevelen aan een vriend of collega?",
        low="Zeer onwaarschijnlijk",
        high="Zeer waarschijnlijk",
        comment="Wat is de belangrijkste reden voor uw score?",
        thanks="Hartelijk dank voor uw tijd. Met uw antwoord kunnen wij het beter doen.",
    ),
    "de": Words(
        question="Wie wahrscheinlich ist es, dass Sie {organisation} weiterempfehlen?",
        low="Sehr unwahrscheinlich",
        high="Sehr wahrscheinlich",
        comment="Was ist der wichtigste Grund für Ihre Bewertung?",
        thanks="Vielen Dank, dass Sie sich Zeit genommen haben. Ihre Antwort hilft uns, besser zu werden.",
    ),
    "fr": Words(
        question="Quelle est la probabilité que vous recommandiez {organisation} à un ami ou un collègue ?",
        low="Pas du tout probable",
        high="Extrêmement probable",
        comment="Quelle est la principale raison de votre note ?",
        thanks="Merci d’avoir pris le temps de répondre. Votre avis nous aide à progresser.",
    ),
    "es": Words(
        question="¿Qué probabilidad hay de que recomiende {organisation} a un amigo o compañero de trabajo?",
        low="Nada probable",
        high="Muy probable",
        comment="¿Cuál es el motivo principal de su puntuación?",
        thanks="Gracias por su tiempo. Su respuesta nos ayuda a mejorar.",
    ),
}


def ready_made(language: str, organisation: str) -> Words:
    """Words in one of `definition.LANGUAGES`, with the organisation's name where it belongs."""
    words = _READY_MADE[language]
    return words.model_copy(update={"question": words.question.replace("{organisation}", organisation)})
