"""Spanish."""

from server.answering.phrases.phrases import Phrases

PHRASES = Phrases(
    title="Su respuesta a {organisation}",
    asks="{person}, de {organisation}, quisiera saber:",
    clicked="Ha hecho clic en {score}. Cuenta en cuanto lo envíe; todavía puede elegir otro número.",
    optional="opcional",
    send="Enviar mi respuesta",
    fate="Su respuesta llega a {organisation} junto con su nombre, para que puedan atenderla.",
    personal="Esta página es solo para usted: por favor, no comparta su dirección.",
    choose_score="Elija un número del 0 al 10. Todavía no se ha enviado nada.",
    too_long="Su comentario supera los 10 000 caracteres. Acórtelo; todavía no se ha enviado nada.",
    stale="Esta página llevaba mucho tiempo abierta, así que todavía no se ha enviado nada. Lo que escribió "
    "sigue aquí: envíelo de nuevo, por favor.",
    thanks="¡Muchas gracias!",
    answered="Respondió {score} el {date}.",
    change="¿Desea cambiar o añadir algo? Simplemente responda al correo.",
    unknown_title="Este enlace no funciona",
    unknown="Puede que parte de la dirección se haya perdido por el camino. Abra de nuevo el correo y haga "
    "clic en un número. Si no funciona, simplemente responda al correo.",
    expired_title="Esta pregunta está cerrada",
    expired="Se podía responder hasta el {date}. Si desea decirle algo a {person}, simplemente responda al "
    "correo.",
    withdrawn_title="Esta pregunta se ha retirado",
    withdrawn="Ya no se puede responder. Si desea decirle algo a {person}, simplemente responda al correo.",
    deleted_title="Esta pregunta ya no se hace",
    deleted="{organisation} ha terminado esta encuesta. Si desea decirle algo a {person}, simplemente "
    "responda al correo.",
    wrote="Esto es lo que escribió, para que pueda copiarlo:",
    sent_by="Preguntado con Rapport en nombre de {organisation}",
)
