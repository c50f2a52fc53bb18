/* The pane on the right, and what the stand-in for Office.js may ask: the mail that is in front. */
'use strict';
var Desk = window.Desk || {};

Desk.host = (() => {
    const open = { compose: false, read: false }; // Outlook keeps a pane for each kind of window
    let listeners = { item: [], recipients: [] };
    let item = null;
    let shown = ''; // the kind of item for which the frame was loaded

    const kind = () => item && item.kind === 'compose' ? 'compose' : 'read';

    function tell(event) {
        listeners[event].forEach((listener) => listener());
    }

    function draw() {
        const isOpen = open[kind()];
        Desk.part('pane').hidden = !isOpen;
        Desk.part('desk').classList.toggle('has-pane', isOpen);
        Desk.all('[data-opens-pane]').forEach((button) => button.setAttribute('aria-pressed', String(isOpen)));
        const wanted = isOpen ? kind() : '';
        if (wanted === shown) { return false; }
        shown = wanted;
        listeners = { item: [], recipients: [] };
        Desk.part('pane-frame').src = wanted ? Desk.part('desk').dataset.pane + '?mode=' + wanted : 'about:blank';
        return true;
    }

    /** Opens or closes the pane beside the present kind of item. */
    function toggle(isOpen) {
        open[kind()] = isOpen;
        draw();
    }

    return {
        item: () => item,
        on: (event, listener) => { listeners[event].push(listener); },
        /** Another item is in front, or none. */
        show: (next) => {
            item = next;
            listeners.recipients = []; // Office's listeners belong to the item
            if (!draw()) { tell('item'); }
        },
        /** The mail that was written is gone, and its pane with it. */
        endCompose: () => { open.compose = false; },
        recipientsChanged: () => tell('recipients'),
        toggle: toggle,
        start: () => {
            Desk.all('[data-opens-pane]').forEach((button) => {
                button.addEventListener('click', () => toggle(!open[kind()]));
            });
            Desk.part('close-pane').addEventListener('click', () => {
                toggle(false);
                Desk.all('[data-opens-pane]').filter((button) => button.offsetParent).forEach((button) => button.focus());
            });
        }
    };
})();
