/* Writing a mail. What is written stays while other mails are looked at. */
'use strict';
var Desk = window.Desk || {};

Desk.writing = (() => {
    let to = null;
    let cc = null;
    let requestId = Desk.newRequestId();
    let sent = () => undefined;

    function refuse(sentence) {
        Desk.part('refusal').textContent = sentence;
        Desk.part('refusal').hidden = !sentence;
    }

    function fields() {
        const body = Desk.paper.type() === 'html' ? ['html', Desk.paper.read('html')] : ['text', Desk.paper.read('text')];
        return [['request_id', requestId], ['subject', Desk.part('subject').value], body]
            .concat(to.all().map((one) => ['to', one.written]), cc.all().map((one) => ['cc', one.written]));
    }

    function send(event) {
        event.preventDefault();
        to.take();
        cc.take();
        refuse('');
        Desk.part('send').disabled = true;
        Desk.server.send(fields()).then(
            (answer) => { clear(); sent(answer.ids); },
            (problem) => refuse(problem.message)
        ).then(() => { Desk.part('send').disabled = false; });
    }

    function clear() {
        to.clear();
        cc.clear();
        Desk.part('subject').value = '';
        Desk.part('plain').checked = false;
        Desk.part('formats').hidden = false;
        Desk.paper.clear();
        refuse('');
        requestId = Desk.newRequestId(); // a mail that failed on its way keeps its number, and so is never sent twice
    }

    const isEmpty = () => !to.all().length && !cc.all().length && !Desk.part('subject').value && Desk.paper.isEmpty();

    function switchMode() {
        const box = Desk.part('plain');
        const asks = box.checked && !Desk.paper.isEmpty();
        if (asks && !window.confirm('Formatting and links are lost in plain text. Go on?')) { box.checked = false; }
        Desk.paper.setPlain(box.checked);
        Desk.part('formats').hidden = box.checked;
    }

    /** The mail as the stand-in for Office asks for it and writes into it. */
    const item = {
        kind: 'compose',
        recipients: (field) => ({ to: to, cc: cc }[field] || { all: () => [] }).all().map((one) => ({
            emailAddress: one.email, displayName: one.name, recipientType: 'externalUser'
        })),
        subject: () => Desk.part('subject').value,
        bodyType: () => Desk.paper.type(),
        body: (type) => Desk.paper.read(type),
        insert: (content, type, where) => Desk.paper.insert(content, type, where)
    };

    function suggest(contacts) {
        Desk.fill(Desk.part('contacts'), contacts.map((one) => Desk.element('option', {
            value: one.name + ' <' + one.email + '>', label: one.account + (one.may_be_asked ? '' : ' (not to be asked now)')
        })));
    }

    return {
        item: item,
        isEmpty: isEmpty,
        focus: () => (to.all().length ? Desk.part('paper').contentWindow : to).focus(),
        /** `told.sent` gets the ids of a mail's copies, `told.discarded` nothing. */
        start: (told) => {
            sent = told.sent;
            to = Desk.recipients('to', Desk.host.recipientsChanged);
            cc = Desk.recipients('cc', Desk.host.recipientsChanged);
            Desk.paper.start();
            Desk.part('writing').addEventListener('submit', send);
            Desk.part('discard').addEventListener('click', () => { clear(); told.discarded(); });
            Desk.part('plain').addEventListener('change', switchMode);
            Desk.all('[data-format]').forEach((button) => {
                button.addEventListener('click', () => Desk.paper.format(button.dataset.format));
            });
            Desk.server.contacts().then(suggest, (problem) => refuse(problem.message));
        }
    };
})();
