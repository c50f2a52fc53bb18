/*
 * Outlook as the pane sees it: with outlook_sign_in.js the only script of the pane that touches Office.
 *
 * Uses: Office.onReady, context.requirements.isSetSupported, context.officeTheme, mailbox.addHandlerAsync,
 * mailbox.item with itemType, subject, from, sender, to/cc/bcc.getAsync,
 * body.getTypeAsync/getAsync/setSelectedDataAsync/prependAsync, addHandlerAsync;
 * Office.AsyncResultStatus.Failed, EventType.ItemChanged/RecipientsChanged. Nothing above Mailbox 1.8 is needed.
 */
var Rapport = Rapport || {};

/**
 * email is empty where Outlook has no mail address; group: a distribution list.
 * @typedef {{email: string, name: string, field: 'to' | 'cc' | 'bcc', group: boolean}} Recipient
 */

Rapport.outlook = (function () {
    var START_SECONDS = 20;
    var itemNumber = 0; // which item the pane looks at; calls for an earlier one are refused

    /**
     * Passes an Office result on.
     * @param {Done} end
     * @returns {(result: Office.AsyncResult<any>) => void}
     */
    function answer(end) {
        return function (result) {
            var isFailed = result.status === Office.AsyncResultStatus.Failed;
            end(isFailed ? Rapport.outlookProblem(result.error) : null, result.value);
        };
    }

    /**
     * Whether this Outlook has a requirement set.
     * @type {(set: string, version: string) => boolean}
     */
    function has(set, version) {
        return Office.context.requirements.isSetSupported(set, version);
    }

    /** @returns {any} null while nothing is selected in a pinned pane */
    function currentItem() {
        return Office.context.mailbox.item || null;
    }

    /**
     * Waits for Office; done gets true inside Outlook, false in a plain browser.
     * @param {Done} done
     */
    function start(done) {
        var ended = false;
        /** @type {Done} */
        function end(why, value) {
            if (!ended) { ended = true; done(why, value); }
        }
        /** @type {Problem} */
        var missing = { kind: 'silent', sentence: Rapport.say('office_missing') };
        if (typeof Office === 'undefined') { return end(missing); }
        setTimeout(function () { end(missing); }, START_SECONDS * 1000);
        Office.onReady(function (info) {
            end(null, Boolean(info.host && Office.context.mailbox));
        });
    }

    /**
     * What the pane stands beside.
     * @returns {'nothing' | 'appointment' | 'read' | 'compose'}
     */
    function place() {
        var item = currentItem();
        if (!item) { return 'nothing'; }
        if (item.itemType !== 'message') { return 'appointment'; }
        return typeof item.subject === 'string' ? 'read' : 'compose';
    }

    /**
     * Who sent the mail that is read; "from" is missing in some hosts where somebody sent on behalf of another.
     * @returns {{email: string, name: string} | null}
     */
    function sender() {
        /** @type {Office.MessageRead} */
        var item = currentItem();
        var found = item.from || item.sender;
        if (!found || !found.emailAddress) { return null; }
        return { email: found.emailAddress, name: found.displayName || found.emailAddress };
    }

    /** @type {(field: 'to' | 'cc' | 'bcc', details: Office.EmailAddressDetails) => Recipient} */
    function recipient(field, details) {
        // Exchange's own names (/o=…) are no mail addresses: such a recipient is not resolved for us.
        var email = (details.emailAddress || '').indexOf('@') > 0 ? details.emailAddress : '';
        return {
            email: email, field: field, name: details.displayName || email,
            group: String(details.recipientType) === 'distributionList'
        };
    }

    /**
     * The mail that is being written now. Its calls are refused once another item is selected, because
     * Office would apply them to that one.
     */
    function draft() {
        /** @type {Office.MessageCompose} */
        var item = currentItem();
        var number = itemNumber;

        /** @type {(begin: (back: (result: Office.AsyncResult<any>) => void) => void, done: Done) => void} */
        function ask(begin, done) {
            Rapport.queue(function (end) {
                if (number === itemNumber) { return begin(answer(end)); }
                end({ kind: 'changed', sentence: Rapport.say('mail_changed') });
            }, done);
        }

        /**
         * Everybody in To, Cc and Bcc, in that order; each address once.
         * @param {Done} done gets Recipient[]
         */
        function recipients(done) {
            /** @type {Object.<string, Recipient[]>} */
            var found = {};
            var left = 3;
            /** @type {Problem | null} */
            var first = null;
            /** @param {'to' | 'cc' | 'bcc'} field */
            function read(field) {
                ask(function (back) { item[field].getAsync(back); }, function (why, value) {
                    first = first || why;
                    found[field] = (value || []).map(recipient.bind(null, field));
                    left -= 1;
                    if (left === 0) {
                        done(first, first ? undefined : once(found.to.concat(found.cc, found.bcc)));
                    }
                });
            }
            read('to');
            read('cc');
            read('bcc');
        }

        return {
            recipients: recipients,
            /** @param {Done} done gets "html" or "text" */
            bodyType: function (done) {
                ask(function (back) { item.body.getTypeAsync(back); }, done);
            },
            /** @type {(type: string, done: Done) => void} */
            body: function (type, done) {
                ask(function (back) { item.body.getAsync(type, back); }, done);
            },
            /** @param {Done} done */
            subject: function (done) {
                ask(function (back) { item.subject.getAsync(back); }, done);
            },
            /** @type {(content: string, type: string, done: Done) => void} */
            insertAtCursor: function (content, type, done) {
                ask(function (back) {
                    item.body.setSelectedDataAsync(content, { coercionType: type }, back);
                }, done);
            },
            /** @type {(content: string, type: string, done: Done) => void} */
            insertAtTop: function (content, type, done) {
                ask(function (back) { item.body.prependAsync(content, { coercionType: type }, back); }, done);
            }
        };
    }

    /** @param {Recipient[]} all */
    function once(all) {
        /** @type {Object.<string, boolean>} */
        var seen = {};
        return all.filter(function (one) {
            var key = one.email.toLowerCase();
            var isNew = !key || !seen['@' + key];
            seen['@' + key] = true;
            return isNew;
        });
    }

    /**
     * Tells of another item, and of other recipients where the host can (a hint only: hosts forget it).
     * @param {{item: () => void, recipients: () => void}} tell
     */
    function watch(tell) {
        // A registration that fails costs only the hint: the pane reads again on every action and on Refresh.
        function registered() { return undefined; }
        function watchRecipients() {
            if (place() !== 'compose' || !has('Mailbox', '1.7')) { return; }
            currentItem().addHandlerAsync(Office.EventType.RecipientsChanged, tell.recipients, registered);
        }
        watchRecipients();
        if (!has('Mailbox', '1.5')) { return; }
        Office.context.mailbox.addHandlerAsync(Office.EventType.ItemChanged, function () {
            itemNumber += 1;
            watchRecipients();
            tell.item();
        }, registered);
    }

    /**
     * The colour behind Outlook's own panes, as #rrggbb; null where Outlook does not tell (below Mailbox 1.14).
     * @returns {string | null}
     */
    function background() {
        if (!has('Mailbox', '1.14') || !Office.context.officeTheme) { return null; }
        return Office.context.officeTheme.bodyBackgroundColor || null;
    }

    return {
        start: start, has: has, place: place, sender: sender, draft: draft, watch: watch,
        background: background
    };
}());
