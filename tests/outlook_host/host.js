/*
 * The host's side of Office.js on the web: answers the JSON messages that the pane's office.js posts.
 * window.outlook is what the tests hold. Numbers are those of the protocol (DispatchId, recipientType, itemType).
 */
(function () {
    'use strict';
    const setup = JSON.parse(document.getElementById('setup').textContent);
    const CONVERSATION = 'conversation-1';
    const APP = 'rapport-1';
    const FIELDS = ['to', 'cc', 'bcc'];
    const RECIPIENTS_CHANGED = 'olkRecipientsChanged';
    const ITEM_CHANGED = 'olkItemSelectedChanged';
    const NAMES = {
        13: 'insert_at_cursor', 14: 'body_type', 15: 'recipients', 18: 'subject', 23: 'insert_at_top', 37: 'body'
    };

    const identity = window.outlookIdentity(setup);
    let mail = setup.mail;
    let faults = setup.faults;
    const LATE_MILLISECONDS = 300;
    const calls = [];
    const held = []; // answers that wait for the test
    const listening = {};
    let pane = null; // the pane's window, known from its first message
    let atOnce = 0;
    let mostAtOnce = 0;

    function address(one) {
        return { address: one.email, name: one.name || one.email, recipientType: one.kind };
    }

    function initialData() {
        const person = {
            permissionLevel: 3, userDisplayName: 'Anna Berg', userEmailAddress: 'anna@nordlys.example',
            userTimeZone: 'UTC', userProfileType: 'office365', hostVersion: '16.0.12527.20000',
            owaView: 'ThreeColumns', isRestIdSupported: true
        };
        const when = { conversationId: 'thread-1', dateTimeCreated: '2026-11-20T09:00:00Z' };
        if (mail.compose) { return Object.assign(person, when, { itemType: 4 }); }
        return Object.assign(person, when, {
            itemType: mail.appointment ? 2 : 1, id: 'item-1', internetMessageId: '<1@acme.example>',
            itemClass: 'IPM.Note', subject: mail.subject, normalizedSubject: mail.subject, attachments: [],
            dateTimeModified: '2026-11-20T09:00:00Z', to: mail.to.map(address), cc: mail.cc.map(address),
            from: mail.sender && address(mail.sender), sender: mail.sender && address(mail.sender)
        });
    }

    function applicationContext() {
        return {
            _id: APP, _appName: 64, _appVersion: 16, _appUILocale: setup.locale, _dataLocale: setup.locale,
            _docUrl: '', _clientMode: 0, _settings: {}, _reason: 0, _osfControlType: 3, _correlationId: 'c1',
            _requirementMatrix: JSON.stringify(setup.requirements), _dialogRequirementMatrix: '',
            _hostFullVersion: '16.0.0.0', _appDomains: [], _addinName: 'Rapport'
        };
    }

    function insert(content, offset) {
        mail.body = mail.body.slice(0, offset) + content + mail.body.slice(offset);
        draw();
    }

    /* What each method does and gives back, by the name a test uses. */
    const methods = {
        insert_at_cursor: (given) => { insert(given.data, mail.cursor || 0); },
        insert_at_top: (given) => { insert(given.data, 0); },
        body_type: () => mail.body_type,
        subject: () => mail.subject,
        recipients: (given) => mail[FIELDS[given.recipientField]].map(address),
        body: (given) => given.coercionType === 0 && mail.body_type === 'html'
            ? plain(mail.body) : mail.body
    };

    function plain(html) {
        const page = new DOMParser().parseFromString(html.replace(/<br>|<\/p>/g, '\n'), 'text/html');
        return page.body.textContent;
    }

    function takeFault(name) {
        const fault = faults.find((one) => one.call === name && one.times !== 0);
        if (fault && fault.times !== null) { fault.times -= 1; }
        return fault || { kind: 'none' };
    }

    function success(value) {
        return { wasSuccessful: true, error: false, data: value };
    }

    /* Runs a method call and gives its answer; undefined: no answer is sent now. */
    function execute(data, answer) {
        const name = NAMES[data.MethodData.DispatchId];
        calls.push(name || String(data.MethodData.DispatchId));
        if (!name) { return { wasSuccessful: false }; }
        const fault = takeFault(name);
        switch (fault.kind) {
        case 'lie': return success(undefined);
        case 'silence': return undefined;
        case 'held':
            held.push(() => answer(success(methods[name](data.ApiParams || {}))));
            return undefined;
        case 'error': return { wasSuccessful: true, error: true, errorCode: fault.code };
        case 'late':
            setTimeout(() => methods[name](data.ApiParams), LATE_MILLISECONDS);
            return success(undefined);
        case 'done_silently':
            methods[name](data.ApiParams);
            return undefined;
        default: return success(methods[name](data.ApiParams || {}));
        }
    }

    function reply(event, message, data) {
        event.source.postMessage(JSON.stringify({
            _messageType: 1, _actionName: message._actionName, _conversationId: message._conversationId,
            _correlationId: message._correlationId, _origin: location.origin, _errorCode: 0, _responseType: 0,
            _data: data, _serializerVersion: 1
        }), event.origin);
    }

    function answerOf(message, answer) {
        if (message._actionType !== 0) {
            listening[message._actionName] = message._actionType === 1;
            return { Error: 0 };
        }
        switch (message._actionName) {
        case 'ContextActivationManager_getAppContextAsync': return applicationContext();
        case 'GetInitialData': return initialData();
        case 'ExecuteMethod': return execute(message._data, answer);
        case 'executeMethod': return identity.office(message._data);
        default: return null;
        }
    }

    /* Real hosts answer later, so calls overlap; how many did is remembered. */
    window.addEventListener('message', (event) => {
        const message = typeof event.data === 'string' && event.data[0] === '{' ? JSON.parse(event.data) : {};
        if (message._messageType !== 0 || message._conversationId !== CONVERSATION) { return; }
        pane = { window: event.source, origin: event.origin };
        const isCall = message._actionName === 'ExecuteMethod';
        atOnce += isCall ? 1 : 0;
        mostAtOnce = Math.max(mostAtOnce, atOnce);
        setTimeout(() => {
            atOnce -= isCall ? 1 : 0;
            const data = answerOf(message, (late) => reply(event, message, late));
            if (data !== undefined) { reply(event, message, data); }
        }, 2);
    });

    function tell(name, payload) {
        if (!listening[name]) { return; }
        pane.window.postMessage(JSON.stringify({
            _messageType: 1, _actionName: name, _conversationId: CONVERSATION, _correlationId: 0,
            _origin: location.origin, _errorCode: 0, _responseType: 1, _data: payload, _serializerVersion: 1
        }), pane.origin);
    }

    function draw() {
        const body = document.getElementById('body');
        const line = (field) => field + ': ' + mail[field].map((one) => one.email).join('; ');
        const fields = mail ? FIELDS.map(line) : [];
        document.getElementById('fields').textContent = fields.join('   ');
        body.className = mail ? mail.body_type : 'text';
        if (mail && mail.body_type === 'html') { body.innerHTML = mail.body; }
        else { body.textContent = mail ? mail.body : 'No mail is selected.'; }
    }

    function openPane() {
        const frame = document.createElement('iframe');
        frame.title = 'Rapport';
        frame.name = JSON.stringify({
            hostInfo: ['Outlook', 'Web', '16.01', setup.locale, 'c1', '', 'disableLogging', '0'].join('|'),
            xdmInfo: [CONVERSATION, APP, location.origin].join('|'),
            serializerVersion: '1', baseFrameName: 'rapport', flights: '[]'
        });
        document.body.appendChild(frame);
        frame.src = setup.pane;
    }

    window.outlook = {
        askedFor: () => identity.asked(),
        answerWith: (tokens) => identity.change(tokens),
        body: () => mail.body,
        calls: () => calls.slice(),
        mostAtOnce: () => mostAtOnce,
        listening: (name) => Boolean(listening[name]),
        behave: () => { faults = []; },
        release: () => { held.splice(0).forEach((answer) => answer()); },
        changeBody: (body) => { mail.body = body; draw(); },
        changeRecipients: (given, isTold) => {
            Object.assign(mail, given);
            draw();
            if (isTold) { tell(RECIPIENTS_CHANGED, [JSON.stringify({ to: true, cc: true, bcc: true })]); }
        },
        select: (given) => {
            mail = given;
            draw();
            listening[RECIPIENTS_CHANGED] = false;
            tell(ITEM_CHANGED, mail ? initialData() : null);
        }
    };
    draw();
    openPane();
}());
