/* Answering a mail in the part of the customer who got it, so that there is something to read beside Rapport. */
'use strict';
var Desk = window.Desk || {};

Desk.reply = (() => {
    let mail = null;
    let requestId = '';

    function open(isOpen) {
        Desk.part('reply').hidden = !isOpen;
        Desk.part('reply-open').setAttribute('aria-expanded', String(isOpen));
        if (isOpen) { Desk.part('reply-text').focus(); }
    }

    function refuse(sentence) {
        Desk.part('reply-refusal').textContent = sentence;
        Desk.part('reply-refusal').hidden = !sentence;
    }

    function send(sent) {
        Desk.part('reply-send').disabled = true;
        refuse('');
        Desk.server.reply(mail.id, [['request_id', requestId], ['text', Desk.part('reply-text').value]]).then(
            (answer) => { open(false); sent(answer.ids[0]); },
            (problem) => refuse(problem.message)
        ).then(() => { Desk.part('reply-send').disabled = false; });
    }

    return {
        /** Offers to answer `next`, where it lies with a customer. */
        offer: (next, isWithCustomer) => {
            mail = next;
            requestId = Desk.newRequestId();
            refuse('');
            open(false);
            Desk.part('reply-text').value = '';
            Desk.part('reply-open').hidden = !isWithCustomer;
            Desk.part('reply-words').textContent = 'Reply as ' + mail.recipient.name;
            Desk.part('reply-label').textContent = 'What ' + mail.recipient.name + ' writes back';
        },
        /** `sent` gets the answer's id. */
        start: (sent) => {
            Desk.part('reply-open').addEventListener('click', () => open(Desk.part('reply').hidden));
            Desk.part('reply').addEventListener('submit', (event) => { event.preventDefault(); send(sent); });
        }
    };
})();
