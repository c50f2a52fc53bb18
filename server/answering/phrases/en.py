"""English."""

from server.answering.phrases.phrases import Phrases

PHRASES = Phrases(
    title="Your answer to {organisation}",
    asks="{person} of {organisation} would like to know:",
    clicked="You clicked {score}. It counts as soon as you send it; you can still choose another number.",
    optional="optional",
    send="Send my answer",
    fate="Your answer goes to {organisation}, together with your name, so that they can act on it.",
    personal="This page is meant for you alone: please don’t pass its address on.",
    choose_score="Please choose a number from 0 to 10. Nothing has been sent yet.",
    too_long="Your comment is longer than 10,000 characters. Please shorten it; nothing has been sent yet.",
    stale="This page had been open for very long, so nothing has been sent yet. What you entered is still "
    "here: please send it again.",
    thanks="Thank you!",
    answered="You answered {score} on {date}.",
    change="Would you like to change or add something? Simply reply to the mail.",
    unknown_title="This link doesn’t work",
    unknown="Part of the address may have got lost on its way. Please open the mail again and click a number "
    "there. If that doesn’t help, simply reply to the mail.",
    expired_title="This question is closed",
    expired="It could be answered until {date}. If you would like to tell {person} something, simply reply "
    "to the mail.",
    withdrawn_title="This question was withdrawn",
    withdrawn="It can’t be answered any more. If you would like to tell {person} something, simply reply to "
    "the mail.",
    deleted_title="This question is no longer asked",
    deleted="{organisation} has ended this survey. If you would like to tell {person} something, simply "
    "reply to the mail.",
    wrote="This is what you wrote, so that you can copy it:",
    sent_by="Asked with Rapport on behalf of {organisation}",
)
