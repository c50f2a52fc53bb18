/* A field for recipients: each becomes a chip that can be taken away again. */
'use strict';
var Desk = window.Desk || {};

/** Reads `Carla Customer <carla@acme.example>` or a bare address; the address is empty where there is none. */
Desk.readRecipient = (written) => {
    const parts = /^\s*"?([^"<]*?)"?\s*<\s*([^<>\s]+@[^<>\s]+)\s*>\s*$/.exec(written);
    if (parts) { return { name: parts[1] || parts[2], email: parts[2], written: written.trim() }; }
    const email = /^\s*[^<>\s]+@[^<>\s]+\s*$/.test(written) ? written.trim() : '';
    return { name: email || written.trim(), email: email, written: written.trim() };
};

/** The field with this id; `changed` is called after each change of who is in it. */
Desk.recipients = (id, changed) => {
    const ENTER = 13;
    const BACKSPACE = 8;
    const input = Desk.part(id);
    const place = Desk.part(id + '-chips');
    let all = [];

    function remove(one) {
        all = all.filter((other) => other !== one);
        draw();
        input.focus();
        changed();
    }

    function chip(one) {
        const away = Desk.element('button', { type: 'button', 'aria-label': 'Remove ' + one.name }, ['×']);
        away.addEventListener('click', () => remove(one));
        const title = one.email || 'No mail address';
        return Desk.element('span', { 'class': one.email ? 'chip' : 'chip bad', title: title }, [one.name, away]);
    }

    function draw() {
        Desk.fill(place, all.map(chip));
    }

    /** Makes chips of what was typed. */
    function take() {
        const written = input.value.split(/[;,\n](?=(?:[^"]*"[^"]*")*[^"]*$)/).map((part) => part.trim()).filter(Boolean);
        if (!written.length) { return; }
        const known = all.map((one) => one.email.toLowerCase());
        const found = written.map(named);
        all = all.concat(found.filter((one) => !one.email || known.indexOf(one.email.toLowerCase()) < 0));
        input.value = '';
        draw();
        changed();
    }

    const suggestions = () => Desk.all('#contacts option').map((option) => option.value);

    /** Somebody typed as a bare address gets the name that the contacts know. */
    function named(written) {
        const found = Desk.readRecipient(written);
        const ending = '<' + found.email.toLowerCase() + '>';
        const known = found.email && suggestions().filter((one) => one.toLowerCase().endsWith(ending))[0];
        return known ? Desk.readRecipient(known) : found;
    }

    input.addEventListener('input', () => {
        if (/[;,]\s*$/.test(input.value) || suggestions().indexOf(input.value) >= 0) { take(); }
    });
    input.addEventListener('blur', take);
    input.addEventListener('keydown', (event) => {
        if (event.keyCode === ENTER && input.value.trim()) { event.preventDefault(); take(); }
        if (event.keyCode === BACKSPACE && !input.value && all.length) { remove(all[all.length - 1]); }
    });

    return {
        all: () => all.slice(),
        take: take,
        clear: () => { all = []; input.value = ''; draw(); },
        focus: () => input.focus()
    };
};
