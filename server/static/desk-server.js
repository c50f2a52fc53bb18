/* The desk's calls to the server; a call that fails is an Error whose message is a sentence to show. */
'use strict';
var Desk = window.Desk || {};

Desk.server = (() => {
    const AWAY = 'The server can’t be reached. Check your connection, and try again.';
    const desk = () => Desk.part('desk').dataset;

    function refusal(response) {
        const odd = 'The server answered in an unexpected way (' + response.status + '). Please try again.';
        return response.json().then((answer) => answer.detail || odd, () => odd).then((sentence) => {
            throw new Error(sentence);
        });
    }

    function call(address, options) {
        const request = Object.assign({ credentials: 'same-origin', headers: {} }, options);
        request.headers.Accept = 'application/json';
        return fetch(address, request).then(
            (response) => response.ok ? response.json() : refusal(response),
            () => { throw new Error(AWAY); }
        );
    }

    function post(address, fields) {
        return call(address, {
            method: 'POST',
            headers: { 'X-CSRFToken': desk().csrf, 'Content-Type': 'application/x-www-form-urlencoded' },
            body: fields.map((field) => field.map(encodeURIComponent).join('=')).join('&')
        });
    }

    return {
        /** The folders: {inbox, sent, customers}. */
        mails: () => call(desk().mails),
        mail: (id) => call(desk().mails + '/' + id),
        contacts: () => call(desk().contacts),
        /** Address of a mail's rich text, or of its file. */
        body: (id) => desk().mails + '/' + id + '/body',
        file: (id) => desk().mails + '/' + id + '.eml',
        /** Sends a mail; `fields` is a list of [name, value]. */
        send: (fields) => post(desk().mails, fields),
        /** Answers a mail in the part of the customer. */
        reply: (id, fields) => post(desk().mails + '/' + id + '/reply', fields)
    };
})();
