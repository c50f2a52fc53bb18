"""French."""

from server.answering.phrases.phrases import Phrases

PHRASES = Phrases(
    title="Votre réponse à {organisation}",
    asks="{person}, de {organisation}, aimerait savoir :",
    clicked="Vous avez cliqué sur {score}. Votre réponse compte dès que vous l’envoyez ; vous pouvez encore "
    "choisir un autre chiffre.",
    optional="facultatif",
    send="Envoyer ma réponse",
    fate="Votre réponse est transmise à {organisation} avec votre nom, afin qu’il puisse y être donné suite.",
    personal="Cette page vous est réservée : merci de ne pas transmettre son adresse.",
    choose_score="Veuillez choisir un chiffre de 0 à 10. Rien n’a encore été envoyé.",
    too_long="Votre commentaire dépasse 10 000 caractères. Veuillez le raccourcir ; rien n’a encore été "
    "envoyé.",
    stale="Cette page est restée ouverte très longtemps ; rien n’a donc encore été envoyé. Votre saisie est "
    "toujours là : veuillez l’envoyer à nouveau.",
    thanks="Merci !",
    answered="Vous avez répondu {score} le {date}.",
    change="Vous souhaitez modifier ou ajouter quelque chose ? Répondez simplement à l’e-mail.",
    unknown_title="Ce lien ne fonctionne pas",
    unknown="Une partie de l’adresse s’est peut-être perdue en chemin. Ouvrez à nouveau l’e-mail et cliquez "
    "sur un chiffre. Si cela n’aide pas, répondez simplement à l’e-mail.",
    expired_title="Cette question est close",
    expired="Il était possible d’y répondre jusqu’au {date}. Si vous souhaitez dire quelque chose à "
    "{person}, répondez simplement à l’e-mail.",
    withdrawn_title="Cette question a été retirée",
    withdrawn="Il n’est plus possible d’y répondre. Si vous souhaitez dire quelque chose à {person}, "
    "répondez simplement à l’e-mail.",
    deleted_title="Cette question n’est plus posée",
    deleted="{organisation} a mis fin à cette enquête. Si vous souhaitez dire quelque chose à "
    "{person}, répondez simplement à l’e-mail.",
    wrote="Voici ce que vous avez écrit, pour que vous puissiez le copier :",
    sent_by="Question posée avec Rapport pour {organisation}",
)
