/*
 * How Outlook helps to sign in: it opens a window of ours, and newer ones tell Microsoft's token of who uses them.
 *
 * Uses: Office.context.ui.displayDialogAsync, Office.AsyncResultStatus.Failed,
 * EventType.DialogMessageReceived/DialogEventReceived; Office.auth.getAccessToken where IdentityAPI 1.3 is there.
 */
var Rapport = Rapport || {};

Rapport.outlookSignIn = (function () {
    // Microsoft's numbers (learn.microsoft.com, "Troubleshoot SSO in Office Add-ins"): nobody is signed in to Office,
    // consent is missing, the cookie is too old, an earlier call still runs, too many calls.
    var CURED_BY_PRESS = [13001, 13005, 13006, 13008, 13013];
    var STOPPED = 13002;

    /**
     * Opens a window of our own origin.
     * @param {string} address
     * @param {{prompt: boolean, message: (text: string, origin: string | null) => void,
     *     ended: (code: number) => void}} hear ended gets Office's error number; origin is null where the
     *     host cannot tell it
     * @returns {() => void} closes the window
     */
    function openDialog(address, hear) {
        /** @type {Office.Dialog | null} */
        var dialog = null;
        var isClosed = false;
        function close() {
            if (dialog && !isClosed) { dialog.close(); }
            isClosed = true;
        }
        /** @param {any} event */
        function onMessage(event) {
            if (isClosed) { return; }
            hear.message(String(event.message), Rapport.outlook.has('DialogOrigin', '1.1') ? event.origin : null);
        }
        /** @param {any} event */
        function onEvent(event) {
            if (isClosed) { return; }
            isClosed = true;
            hear.ended(event.error);
        }
        var options = { height: 65, width: 35, promptBeforeOpen: hear.prompt };
        Office.context.ui.displayDialogAsync(address, options, function (result) {
            if (result.status === Office.AsyncResultStatus.Failed) { return hear.ended(result.error.code); }
            dialog = result.value;
            if (isClosed) { return dialog.close(); }
            dialog.addEventHandler(Office.EventType.DialogMessageReceived, onMessage);
            dialog.addEventHandler(Office.EventType.DialogEventReceived, onEvent);
        });
        return close;
    }

    /** @type {(code: number, isByPerson: boolean) => TokenAnswer} */
    function withoutToken(code, isByPerson) {
        /** @type {TokenAnswer} */
        var answer = { outcome: 'closed', why: 'error ' + code };
        if (code === STOPPED) { answer.outcome = isByPerson ? 'stopped' : 'press'; }
        if (!isByPerson && CURED_BY_PRESS.indexOf(code) >= 0) { answer.outcome = 'press'; }
        return answer;
    }

    /**
     * Office's own sign-in of add-ins: Microsoft's access token of the account that Outlook uses.
     * @type {AskForToken}
     */
    function accessToken(ask, done) {
        /** @type {Office.AuthOptions} */
        var options = { allowSignInPrompt: ask.isByPerson, allowConsentPrompt: ask.isByPerson };
        if (ask.claims) { options.authChallenge = ask.claims; }
        Office.auth.getAccessToken(options).then(function (token) {
            done({ outcome: 'token', token: token });
        }, function (error) {
            done(withoutToken(error.code, ask.isByPerson));
        });
    }

    return { openDialog: openDialog, accessToken: accessToken };
}());
