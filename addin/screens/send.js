/* The mail that the server sends when Outlook would not take the question. */
var Rapport = Rapport || {};
Rapport.screens = Rapport.screens || {};

/**
 * @param {Press} press its invitation exists
 * @returns {PaneScreen}
 */
Rapport.screens.send = function (press) {
    var invitation = /** @type {NonNullable<Press['invitation']>} */ (press.invitation);
    var isGone = false;
    var isFilled = false;
    var subject = Rapport.element('input', { id: 'subject', type: 'text', maxlength: 255, autocomplete: 'off' });
    var text = Rapport.element('textarea', { id: 'text', rows: 8 });
    var message = Rapport.element('div', {});
    var send = Rapport.button(Rapport.say('send'), 'primary wide', sendPressed);

    /** Starts with what the person wrote into the mail; an empty field when Outlook does not give it. */
    function fillIn() {
        var draft = Rapport.outlook.draft();
        isFilled = true;
        draft.subject(function (problem, found) {
            if (!problem && !subject.value) { subject.value = found || ''; }
        });
        draft.body('text', function (problem, found) {
            if (!problem && !text.value) { text.value = (found || '').replace(/^\s+|\s+$/g, ''); }
        });
    }

    /** @type {(sentence: string, next: HTMLElement) => void} */
    function refuse(sentence, next) {
        Rapport.fill(message, [Rapport.notice(sentence, 'bad')]);
        Rapport.app.announce(sentence);
        next.focus();
    }

    /** @param {boolean} isNow */
    function busy(isNow) {
        send.disabled = subject.disabled = text.disabled = isNow;
        Rapport.fill(send, [Rapport.say(isNow ? 'sending' : 'send')]);
    }

    function sendPressed() {
        if (!/\S/.test(subject.value)) { return refuse(Rapport.say('subject_missing'), subject); }
        if (!/\S/.test(text.value)) { return refuse(Rapport.say('text_missing'), text); }
        Rapport.fill(message, []);
        busy(true);
        Rapport.server.send(invitation.id, subject.value, text.value, function (problem) {
            if (isGone) { return; }
            busy(false);
            if (!problem) { return Rapport.app.show(sent(), true); }
            if (problem.kind !== 'signed_out') { refuse(problem.sentence, send); }
        });
    }

    function sent() {
        return Rapport.screens.sentence(Rapport.say('sent_title'), Rapport.say('sent', { name: press.name }));
    }

    return {
        element: Rapport.element('div', {}, [
            Rapport.element('h1', { tabindex: -1 }, [Rapport.say('send_title')]),
            Rapport.element('p', {}, [Rapport.say('send_to', { name: press.name, email: press.email })]),
            Rapport.field(Rapport.say('subject'), subject),
            Rapport.field(Rapport.say('text'), text),
            Rapport.element('p', { 'class': 'small' }, [Rapport.say('question_follows')]),
            Rapport.element('div', { 'class': 'actions' }, [message, send])
        ]),
        resume: function () { if (!isFilled) { fillIn(); } },
        leave: function () { isGone = true; }
    };
};
