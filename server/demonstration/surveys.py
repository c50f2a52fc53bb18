"""What Nordwind Supply asks."""

from server.surveys.definition import Definition, Words

RELATIONSHIP_TITLE = "How we work together"
RELATIONSHIP = Definition(
    words={
        "en": Words(
            question="How likely are you to recommend Nordwind Supply to a colleague or business partner?",
            low="Not at all likely",
            high="Extremely likely",
            comment="What is the main reason for your score?",
            thanks="Thank you. We read every answer, and your account manager sees it today.",
        ),
        "da": Words(
            question="Hvor sandsynligt er det, at du vil anbefale Nordwind Supply til en kollega eller "
            "samarbejdspartner?",
            low="Slet ikke sandsynligt",
            high="Meget sandsynligt",
            comment="Hvad er den vigtigste grund til din vurdering?",
            thanks="Mange tak. Vi læser alle svar, og din kontaktperson ser det i dag.",
        ),
        "nl": Words(
            question="Hoe waarschijnlijk is het dat u Nordwind Supply aanbeveelt bij een collega of "
            "zakenrelatie?",
            low="Zeer onwaarschijnlijk",
            high="Zeer waarschijnlijk",
            comment="Wat is de belangrijkste reden voor uw score?",
            thanks="Hartelijk dank. Wij lezen elk antwoord en uw accountmanager ziet het vandaag nog.",
        ),
        "de": Words(
            question="Wie wahrscheinlich ist es, dass Sie Nordwind Supply Kollegen oder Geschäftspartnern "
            "weiterempfehlen?",
            low="Sehr unwahrscheinlich",
            high="Sehr wahrscheinlich",
            comment="Was ist der wichtigste Grund für Ihre Bewertung?",
            thanks="Vielen Dank. Wir lesen jede Antwort, und Ihr Ansprechpartner sieht sie noch heute.",
        ),
        "fr": Words(
            question="Dans quelle mesure recommanderiez-vous Nordwind Supply à un collègue ou à un "
            "partenaire ?",
            low="Pas du tout probable",
            high="Très probable",
            comment="Quelle est la raison principale de votre note ?",
            thanks="Merci beaucoup. Nous lisons chaque réponse et votre interlocuteur la verra aujourd'hui.",
        ),
        "es": Words(
            question="¿Qué probabilidad hay de que recomiende Nordwind Supply a un colega o socio comercial?",
            low="Nada probable",
            high="Muy probable",
            comment="¿Cuál es el motivo principal de su puntuación?",
            thanks="Muchas gracias. Leemos todas las respuestas y su gestor la verá hoy mismo.",
        ),
    }
)

DELIVERY_TITLE = "After a delivery"
DELIVERY = Definition(
    words={
        "en": Words(
            question="After this delivery, how likely are you to recommend Nordwind Supply to a colleague?",
            low="Not at all likely",
            high="Extremely likely",
            comment="What went well, and what should we do better next time?",
            thanks="Thank you. Our dispatch team reads this every morning.",
        ),
        "de": Words(
            question="Wie wahrscheinlich ist es nach dieser Lieferung, dass Sie Nordwind Supply "
            "weiterempfehlen?",
            low="Sehr unwahrscheinlich",
            high="Sehr wahrscheinlich",
            comment="Was lief gut, und was sollen wir nächstes Mal besser machen?",
            thanks="Vielen Dank. Unser Versand liest das jeden Morgen.",
        ),
    }
)
