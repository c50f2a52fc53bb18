/* The list of mails. Which ones were opened is remembered by this browser alone. */
'use strict';
var Desk = window.Desk || {};

Desk.mails = (() => {
    const NAMES = { inbox: 'Inbox', sent: 'Sent', customers: 'Customers’ inbox' };
    const EMPTY = {
        inbox: 'No customer has written to you yet. In the customers’ inbox you can reply in their part.',
        sent: 'You haven’t sent a mail from the desk yet.',
        customers: 'No mail has arrived with your customers yet.'
    };
    const STATES = {
        waiting: ['Sending…', ''], sending: ['Sending…', ''], unknown: ['Being checked', 'middle'], failed: ['Not sent', 'bad']
    };
    const KEY = 'rapport.desk.opened';
    const MOST_REMEMBERED = 300;
    let folders = { inbox: [], sent: [], customers: [] };

    function opened() {
        // Browsers that forbid storage throw here; every mail then counts as new.
        try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch (error) { return []; }
    }

    function remember(id) {
        if (opened().indexOf(id) >= 0) { return; }
        try { localStorage.setItem(KEY, JSON.stringify([id].concat(opened()).slice(0, MOST_REMEMBERED))); } catch (error) { return; }
    }

    function tag(mail) {
        const state = STATES[mail.state];
        return state ? [Desk.element('span', { 'class': 'tag ' + state[1], title: mail.failure || '' }, [state[0]])] : [];
    }

    function line(folder, chosen, known, mail) {
        const people = mail.recipients.map((one) => one.name).join(', ');
        const who = folder === 'inbox' ? mail.sender.name : people;
        const isNew = folder !== 'sent' && known.indexOf(mail.id) < 0;
        const link = Desk.element('a', { href: '#' + folder + '/' + mail.id, 'class': isNew ? 'mail new' : 'mail' }, [
            Desk.drawAvatar(Desk.element('span', { 'aria-hidden': 'true' }), who),
            Desk.element('span', { 'class': 'glance' }, [
                Desk.element('span', { 'class': 'first' }, [
                    Desk.element('span', { 'class': 'who' }, [who]),
                    Desk.element('time', { datetime: mail.at }, [Desk.when(mail.at)])
                ]),
                Desk.element('span', { 'class': 'subject' }, [mail.subject || '(no subject)'].concat(tag(mail))),
                Desk.element('span', { 'class': 'preview' }, [
                    (folder === 'customers' ? 'From ' + mail.sender.name + ' · ' : '') + mail.preview
                ])
            ])
        ]);
        if (mail.id === chosen) { link.setAttribute('aria-current', 'true'); }
        return Desk.element('li', {}, [link]);
    }

    function drawRail(folder, known) {
        Desk.all('[data-folder]').forEach((link) => {
            const name = link.dataset.folder;
            const news = name === 'sent' ? 0 : folders[name].filter((mail) => known.indexOf(mail.id) < 0).length;
            const number = link.querySelector('b');
            number.textContent = String(news);
            number.hidden = !news;
            if (name === folder) { link.setAttribute('aria-current', 'true'); } else { link.removeAttribute('aria-current'); }
        });
    }

    return {
        /** Draws a folder; `chosen` is the id of the mail that is open. */
        draw: (folder, chosen) => {
            if (chosen) { remember(chosen); }
            const known = opened();
            Desk.part('folder-name').textContent = NAMES[folder];
            const focused = document.activeElement && document.activeElement.getAttribute('href');
            Desk.fill(Desk.part('mails'), folders[folder].map((mail) => line(folder, chosen, known, mail)));
            Desk.all('#mails a').filter((link) => link.getAttribute('href') === focused).forEach((link) => link.focus());
            Desk.part('no-mails').textContent = EMPTY[folder];
            Desk.part('no-mails').hidden = folders[folder].length > 0;
            Desk.part('mails').hidden = !folders[folder].length;
            drawRail(folder, known);
        },
        load: () => Desk.server.mails().then((found) => { folders = found; }),
        /** Whether a mail is still on its way. */
        areUnderWay: () => folders.sent.some((mail) => mail.state === 'waiting' || mail.state === 'sending'),
        /** The mail with this id in one of the folders; undefined when it has not come there. */
        find: (folder, id) => folders[folder].filter((mail) => mail.id === id)[0]
    };
})();
