"""German."""

from server.answering.phrases.phrases import Phrases

PHRASES = Phrases(
    title="Ihre Antwort an {organisation}",
    asks="{person} von {organisation} möchte gerne wissen:",
    clicked="Sie haben {score} angeklickt. Es zählt, sobald Sie es absenden; Sie können noch eine andere "
    "Zahl wählen.",
    optional="freiwillig",
    send="Meine Antwort absenden",
    fate="Ihre Antwort geht zusammen mit Ihrem Namen an {organisation}, damit man dort darauf eingehen kann.",
    personal="Diese Seite ist nur für Sie bestimmt: Bitte geben Sie ihre Adresse nicht weiter.",
    choose_score="Bitte wählen Sie eine Zahl von 0 bis 10. Es wurde noch nichts abgesendet.",
    too_long="Ihr Kommentar ist länger als 10.000 Zeichen. Bitte kürzen Sie ihn; es wurde noch nichts "
    "abgesendet.",
    stale="Diese Seite war sehr lange geöffnet, darum wurde noch nichts abgesendet. Ihre Eingaben sind noch "
    "da: Bitte senden Sie sie noch einmal ab.",
    thanks="Vielen Dank!",
    answered="Sie haben am {date} mit {score} geantwortet.",
    change="Möchten Sie etwas ändern oder ergänzen? Antworten Sie einfach auf die Mail.",
    unknown_title="Dieser Link funktioniert nicht",
    unknown="Vielleicht ist unterwegs ein Teil der Adresse verloren gegangen. Bitte öffnen Sie die Mail noch "
    "einmal und klicken Sie dort auf eine Zahl. Hilft das nicht, antworten Sie einfach auf die Mail.",
    expired_title="Diese Frage ist geschlossen",
    expired="Sie konnte bis zum {date} beantwortet werden. Möchten Sie {person} etwas mitteilen, antworten "
    "Sie einfach auf die Mail.",
    withdrawn_title="Diese Frage wurde zurückgezogen",
    withdrawn="Sie kann nicht mehr beantwortet werden. Möchten Sie {person} etwas mitteilen, antworten Sie "
    "einfach auf die Mail.",
    deleted_title="Diese Frage wird nicht mehr gestellt",
    deleted="{organisation} hat diese Umfrage beendet. Möchten Sie {person} etwas mitteilen, antworten Sie "
    "einfach auf die Mail.",
    wrote="Das haben Sie geschrieben, damit Sie es kopieren können:",
    sent_by="Gefragt mit Rapport im Auftrag von {organisation}",
)
