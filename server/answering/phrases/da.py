"""Danish."""

from server.answering.phrases.phrases import Phrases

PHRASES = Phrases(
    title="Dit svar til {organisation}",
    asks="{person} fra {organisation} vil gerne vide:",
    clicked="Du klikkede på {score}. Det tæller, så snart du sender det; du kan stadig vælge et andet tal.",
    optional="valgfrit",
    send="Send mit svar",
    fate="Dit svar går til {organisation} sammen med dit navn, så de kan handle på det.",
    personal="Siden er kun til dig: send venligst ikke adressen videre.",
    choose_score="Vælg et tal fra 0 til 10. Der er ikke sendt noget endnu.",
    too_long="Din kommentar er på over 10.000 tegn. Gør den venligst kortere; der er ikke sendt noget endnu.",
    stale="Siden havde været åben meget længe, så der er ikke sendt noget endnu. Det, du har skrevet, står "
    "her stadig: send det venligst igen.",
    thanks="Tak!",
    answered="Du svarede {score} den {date}.",
    change="Vil du ændre eller tilføje noget? Så svar blot på mailen.",
    unknown_title="Linket virker ikke",
    unknown="En del af adressen kan være gået tabt undervejs. Åbn mailen igen, og klik på et tal dér. "
    "Hjælper det ikke, så svar blot på mailen.",
    expired_title="Spørgsmålet er lukket",
    expired="Det kunne besvares indtil den {date}. Vil du fortælle {person} noget, så svar blot på mailen.",
    withdrawn_title="Spørgsmålet er trukket tilbage",
    withdrawn="Det kan ikke længere besvares. Vil du fortælle {person} noget, så svar blot på mailen.",
    deleted_title="Spørgsmålet stilles ikke længere",
    deleted="{organisation} har afsluttet undersøgelsen. Vil du fortælle {person} noget, så svar blot på "
    "mailen.",
    wrote="Her er det, du skrev, så du kan kopiere det:",
    sent_by="Spurgt med Rapport på vegne af {organisation}",
)
