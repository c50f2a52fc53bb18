/* Reading a mail: its headers, and its body in a frame where no script runs. */
'use strict';
var Desk = window.Desk || {};

Desk.reading = (() => {
    const FRAME = 'allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation';

    const names = (people) => people.map((one) => one.name).join(', ');
    const details = (one) => ({ emailAddress: one.email, displayName: one.name, recipientType: 'externalUser' });

    function body(mail) {
        if (!mail.rich) { return Desk.element('pre', { tabindex: '0' }, linked(mail.text)); }
        return Desk.element('iframe', { src: Desk.server.body(mail.id), sandbox: FRAME, title: 'The mail' });
    }

    /** Addresses in a plain text become links, as in every mail program. */
    function linked(text) {
        return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, number) => {
            return number % 2 ? Desk.element('a', { href: part, target: '_blank', rel: 'noopener' }, [part]) : part;
        });
    }

    /** The mail as the stand-in for Office gives it out. */
    function asItem(mail) {
        return {
            kind: 'read', subject: mail.subject, from: details(mail.sender),
            to: mail.to.map(details), cc: mail.cc.map(details), text: mail.text
        };
    }

    return {
        /** Fetches a mail and shows it. */
        open: (id, folder) => Desk.server.mail(id).then((mail) => {
            Desk.part('subject-read').textContent = mail.subject || '(no subject)';
            Desk.drawAvatar(Desk.part('avatar'), mail.sender.name);
            Desk.part('from').textContent = mail.sender.name;
            Desk.part('from-address').textContent = mail.sender.name === mail.sender.email ? '' : '<' + mail.sender.email + '>';
            Desk.part('recipients').textContent = 'To ' + names(mail.to) + (mail.cc.length ? ' · Cc ' + names(mail.cc) : '');
            Desk.part('at').textContent = new Date(mail.at).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
            Desk.part('at').setAttribute('datetime', mail.at);
            Desk.part('save').href = Desk.server.file(id);
            Desk.part('back').href = '#' + folder;
            Desk.fill(Desk.part('sheet'), [body(mail)]);
            Desk.reply.offer(mail, folder === 'customers');
            return asItem(mail);
        }),
        focus: () => Desk.part('subject-read').focus()
    };
})();
