"""The parts of the embedded question that are the same for every survey, in each language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class LetterWords:
    """`score` names a button to those who can't see it; `page` is the link beneath the buttons."""

    score: str
    page: str
    answer_here: str
    closing: str


BY_LANGUAGE = {
    "en": LetterWords(
        score="{score} of 10",
        page="Answer on a page instead",
        answer_here="Answer here:",
        closing="A number opens a page, where you can add a comment and send your answer.",
    ),
    "da": LetterWords(
        score="{score} af 10",
        page="Svar på en side i stedet",
        answer_here="Svar her:",
        closing="Tallet åbner en side, hvor du kan tilføje en kommentar og sende dit svar.",
    ),
    "nl": LetterWords(
        score="{score} van 10",
        page="Liever op een pagina antwoorden",
        answer_here="Antwoord hier:",
        closing="Een cijfer opent een pagina waar u een toelichting kunt geven en uw antwoord verstuurt.",
    ),
    "de": LetterWords(
        score="{score} von 10",
        page="Lieber auf einer Seite antworten",
        answer_here="Hier antworten:",
        closing="Eine Zahl öffnet eine Seite, auf der Sie etwas dazu schreiben und die Antwort absenden.",
    ),
    "fr": LetterWords(
        score="{score} sur 10",
        page="Répondre plutôt sur une page",
        answer_here="Répondez ici :",
        closing="Un chiffre ouvre une page où vous pouvez ajouter un commentaire et envoyer votre réponse.",
    ),
    "es": LetterWords(
        score="{score} de 10",
        page="Responder en una página",
        answer_here="Responda aquí:",
        closing="Un número abre una página donde puede añadir un comentario y enviar su respuesta.",
    ),
}
