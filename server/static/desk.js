/* Joins the desk's parts: the address bar says what is in front (#inbox, #sent, #customers/<id>, #new). */
'use strict';
var Desk = window.Desk || {};

(() => {
    const SOON = 700;
    const LATER = 15000;
    const SHORTLY = 6000;
    let folder = 'inbox';
    let chosen = '';
    let waitingFor = null; // the mail that was sent last, until it has arrived: its folder, id, and what to say then
    let timer = 0;

    function announce(sentence) {
        Desk.part('news').textContent = sentence;
        Desk.part('news').hidden = !sentence;
    }

    /** Which part of the stage is seen; on a phone the stage stands before the list, or behind it. */
    function stage(name) {
        ['nothing', 'reading', 'writing'].forEach((id) => { Desk.part(id).hidden = id !== name; });
        const desk = Desk.part('desk');
        desk.classList.toggle('shows-list', name === 'nothing');
        desk.classList.toggle('shows-writing', name === 'writing');
        Desk.part('new-words').textContent = Desk.writing.isEmpty() || name === 'writing' ? 'New mail' : 'Go on writing';
    }

    function read() {
        const wanted = chosen;
        Desk.reading.open(wanted, folder).then((item) => {
            if (wanted !== chosen) { return; }
            if (!waitingFor) { announce(''); }
            stage('reading');
            Desk.host.show(item);
            Desk.reading.focus();
        }, (problem) => {
            announce(problem.message);
            window.location.hash = folder;
        });
    }

    function write() {
        stage('writing');
        Desk.host.show(Desk.writing.item);
        Desk.writing.focus();
    }

    function go() {
        const parts = window.location.hash.slice(1).split('/');
        const isNew = parts[0] === 'new';
        if (!isNew) { folder = ['sent', 'customers'].indexOf(parts[0]) < 0 ? 'inbox' : parts[0]; }
        chosen = isNew ? '' : parts[1] || '';
        Desk.mails.draw(folder, chosen);
        if (isNew) { return write(); }
        if (chosen) { return read(); }
        stage('nothing');
        Desk.host.show(null);
    }

    function look() {
        clearTimeout(timer);
        Desk.mails.load().then(() => {
            Desk.mails.draw(folder, chosen);
            arrived();
            timer = setTimeout(look, waitingFor || Desk.mails.areUnderWay() ? SOON : LATER);
        }, (problem) => {
            announce(problem.message);
            timer = setTimeout(look, LATER);
        });
    }

    function arrived() {
        if (!waitingFor) { return; }
        const failed = Desk.mails.find('sent', waitingFor.id);
        if (failed && failed.state === 'failed') {
            announce('It could not be sent. ' + failed.failure);
        } else if (Desk.mails.find(waitingFor.folder, waitingFor.id)) {
            announce(waitingFor.words);
            setTimeout(() => announce(''), SHORTLY);
        } else {
            return;
        }
        waitingFor = null;
    }

    function follow(id, where, words) {
        waitingFor = { id: id, folder: where, words: words };
        announce('Sending…');
        window.location.hash = where;
        look();
    }

    function sent(ids) {
        Desk.host.endCompose();
        follow(ids[0], 'customers', 'It has arrived. Open it, as your customer would.');
    }

    function replied(id) {
        follow(id, 'inbox', 'The reply has arrived. Open it, then open Rapport.');
    }

    function discarded() {
        Desk.host.endCompose();
        window.location.hash = folder;
    }

    Desk.host.start();
    Desk.reply.start(replied);
    Desk.writing.start({ sent: sent, discarded: discarded });
    window.addEventListener('hashchange', go);
    go();
    look();
})();
