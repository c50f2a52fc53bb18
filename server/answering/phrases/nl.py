"""Dutch."""

from server.answering.phrases.phrases import Phrases

PHRASES = Phrases(
    title="Uw antwoord aan {organisation}",
    asks="{person} van {organisation} wil graag weten:",
    clicked="U klikte op {score}. Het telt zodra u het verstuurt; u kunt nog een ander cijfer kiezen.",
    optional="niet verplicht",
    send="Mijn antwoord versturen",
    fate="Uw antwoord gaat samen met uw naam naar {organisation}, zodat zij er iets mee kunnen doen.",
    personal="Deze pagina is alleen voor u bestemd: geef het adres alstublieft niet door.",
    choose_score="Kies een cijfer van 0 tot en met 10. Er is nog niets verstuurd.",
    too_long="Uw toelichting is langer dan 10.000 tekens. Maak deze korter; er is nog niets verstuurd.",
    stale="Deze pagina stond heel lang open, daarom is er nog niets verstuurd. Wat u hebt ingevuld, staat er "
    "nog: verstuur het alstublieft opnieuw.",
    thanks="Hartelijk dank!",
    answered="U hebt op {date} {score} geantwoord.",
    change="Wilt u iets wijzigen of toevoegen? Beantwoord dan gewoon de mail.",
    unknown_title="Deze link werkt niet",
    unknown="Misschien is onderweg een deel van het adres verloren gegaan. Open de mail opnieuw en klik daar "
    "op een cijfer. Helpt dat niet, beantwoord dan gewoon de mail.",
    expired_title="Deze vraag is gesloten",
    expired="U kon haar tot en met {date} beantwoorden. Wilt u {person} iets laten weten, beantwoord dan "
    "gewoon de mail.",
    withdrawn_title="Deze vraag is ingetrokken",
    withdrawn="Zij kan niet meer worden beantwoord. Wilt u {person} iets laten weten, beantwoord dan gewoon "
    "de mail.",
    deleted_title="Deze vraag wordt niet meer gesteld",
    deleted="{organisation} heeft dit onderzoek beëindigd. Wilt u {person} iets laten weten, beantwoord dan "
    "gewoon de mail.",
    wrote="Dit hebt u geschreven, zodat u het kunt kopiëren:",
    sent_by="Gevraagd met Rapport namens {organisation}",
)
