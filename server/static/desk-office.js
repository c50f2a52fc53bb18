/*
 * A stand-in for Office.js at the desk. It implements the calls that the add-in's outlook.js and dialog.js make,
 * as Outlook with Mailbox 1.8 answers them, and nothing else.
 *
 * In the pane it asks the desk's page around it (Desk.host); in the sign-in window it speaks to the pane that
 * opened the window.
 */
'use strict';
var Office = (() => {
    const SETS = { Mailbox: 1.8, DialogApi: 1.1, DialogOrigin: 1.1 };
    const NOT_SUPPORTED_IN_PLAIN_TEXT = 9043;
    const BLOCKED = 12011;
    const OPEN_ALREADY = 12007;
    const CLOSED_BY_PERSON = 12006;
    const EventType = {
        ItemChanged: 'olkItemSelectedChanged', RecipientsChanged: 'olkRecipientsChanged',
        DialogMessageReceived: 'dialogMessageReceived', DialogEventReceived: 'dialogEventReceived'
    };
    const host = window.parent !== window && window.parent.Desk ? window.parent.Desk.host : null;
    let dialog = null; // the window that is open

    /** Answers as Office does: later, and with a result that says whether it went well. */
    function answer(callback, value, code) {
        const error = code ? { code: code, name: 'Error', message: 'The desk could not do this (' + code + ').' } : null;
        setTimeout(() => {
            if (callback) { callback({ status: code ? 'failed' : 'succeeded', value: value, error: error }); }
        }, 0);
    }

    /** The arguments (options, callback) or (callback). */
    const last = (options, callback) => typeof options === 'function' ? options : callback;

    function insert(item, where, content, options, callback) {
        const type = typeof options === 'object' && options.coercionType || 'text';
        answer(last(options, callback), undefined, item.insert(content, type, where) ? 0 : NOT_SUPPORTED_IN_PLAIN_TEXT);
    }

    const recipients = (item, field) => ({
        getAsync: (options, callback) => answer(last(options, callback), item.recipients(field))
    });

    function listen(event, listener, options, callback) {
        const known = { [EventType.ItemChanged]: 'item', [EventType.RecipientsChanged]: 'recipients' };
        host.on(known[event], () => setTimeout(() => listener({ type: event }), 0));
        answer(last(options, callback));
    }

    const draft = (item) => ({
        itemType: 'message',
        to: recipients(item, 'to'),
        cc: recipients(item, 'cc'),
        bcc: recipients(item, 'bcc'),
        subject: { getAsync: (options, callback) => answer(last(options, callback), item.subject()) },
        body: {
            getTypeAsync: (options, callback) => answer(last(options, callback), item.bodyType()),
            getAsync: (type, options, callback) => answer(last(options, callback), item.body(type)),
            setSelectedDataAsync: (content, options, callback) => insert(item, 'cursor', content, options, callback),
            prependAsync: (content, options, callback) => insert(item, 'top', content, options, callback)
        },
        addHandlerAsync: listen
    });

    const letter = (item) => ({
        itemType: 'message', subject: item.subject, from: item.from, sender: item.from, to: item.to, cc: item.cc,
        addHandlerAsync: listen
    });

    function frontItem() {
        const item = host.item();
        if (!item) { return null; }
        return item.kind === 'compose' ? draft(item) : letter(item);
    }

    /** Where the window stands: in the middle of the screen, as wide and high (in per cent) as was asked. */
    function features(options) {
        const width = Math.max(360, screen.availWidth * (options.width || 80) / 100);
        const height = Math.max(480, screen.availHeight * (options.height || 80) / 100);
        const left = (screen.availWidth - width) / 2;
        const top = (screen.availHeight - height) / 2;
        return ['popup', 'width=' + width, 'height=' + height, 'left=' + left, 'top=' + top].join(',');
    }

    function watched(opened) {
        const handlers = {};
        const told = (type, event) => { if (handlers[type]) { handlers[type](event); } };
        const hear = (event) => {
            if (event.source !== opened || event.origin !== window.location.origin || !event.data.toPane) { return; }
            told(EventType.DialogMessageReceived, { message: event.data.toPane, origin: event.origin });
        };
        const look = setInterval(() => {
            if (!opened.closed) { return; }
            end();
            told(EventType.DialogEventReceived, { error: CLOSED_BY_PERSON });
        }, 250);
        function end() {
            clearInterval(look);
            window.removeEventListener('message', hear);
            dialog = null;
        }
        window.addEventListener('message', hear);
        return {
            addEventHandler: (type, handler) => { handlers[type] = handler; },
            close: () => { end(); opened.close(); }
        };
    }

    function displayDialogAsync(address, options, callback) {
        if (dialog) { return answer(last(options, callback), undefined, OPEN_ALREADY); }
        const told = '_host_Info=desk$web$16.01$' + navigator.language + '$$isDialog';
        const opened = window.open(address + (address.indexOf('?') < 0 ? '?' : '&') + told, '_blank', features(options));
        if (!opened) { return answer(last(options, callback), undefined, BLOCKED); }
        dialog = watched(opened);
        answer(last(options, callback), dialog);
    }

    const context = {
        displayLanguage: navigator.language,
        requirements: {
            isSetSupported: (set, version) => Boolean(SETS[set]) && parseFloat(version || '1.1') <= SETS[set]
        },
        ui: {
            displayDialogAsync: displayDialogAsync,
            messageParent: (message) => window.opener.postMessage({ toPane: message }, window.location.origin)
        }
    };
    if (host) {
        context.mailbox = {
            get item() { return frontItem(); },
            addHandlerAsync: listen
        };
    }

    /** Office is ready when the page is. */
    function onReady(callback) {
        const tell = () => callback({ host: host ? 'Outlook' : null, platform: 'OfficeOnline' });
        if (document.readyState === 'loading') {
            document.addEventListener('DOMContentLoaded', tell);
        } else {
            setTimeout(tell, 0);
        }
    }

    return {
        AsyncResultStatus: { Succeeded: 'succeeded', Failed: 'failed' },
        EventType: EventType,
        context: context,
        onReady: onReady
    };
})();
