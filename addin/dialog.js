/*
 * The last page of the sign-in window: hands the server's message to the pane, which then closes the window.
 * The page carries the message in <meta name="rapport-message"> and already says that all went well; this script
 * only speaks up, in the element "what-now", when the message could not be handed over.
 */
(function () {
    var NO_OUTLOOK = 'This window has lost its Outlook. Close it, go back to Outlook and sign in there.';
    var NO_MESSAGE = 'This page belongs to the sign-in of Rapport in Outlook. Close it and start from Outlook.';

    /** @param {string} sentence */
    function say(sentence) {
        var place = document.getElementById('what-now') || document.body.appendChild(document.createElement('p'));
        place.setAttribute('role', 'status');
        place.textContent = sentence;
    }

    function tellPane() {
        var meta = document.querySelector('meta[name="rapport-message"]');
        var message = meta && meta.getAttribute('content');
        var ui = Office.context && Office.context.ui;
        if (!message) { return say(NO_MESSAGE); }
        if (!ui || !ui.messageParent) { return say(NO_OUTLOOK); }
        // Outside Outlook messageParent throws: no pane opened this window.
        try { ui.messageParent(message); } catch (error) { say(NO_OUTLOOK); }
    }

    if (typeof Office === 'undefined') { say(NO_OUTLOOK); } else { Office.onReady(tellPane); }
}());
