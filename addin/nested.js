/*
 * Nested app authentication: Outlook itself is Microsoft's broker, and msal-browser speaks with it.
 *
 * msal-browser is newer than the browsers of old Outlooks, so its script is loaded only where NestedAppAuth 1.1 is.
 */
var Rapport = Rapport || {};

Rapport.nested = (function () {
    var SCRIPT = 'https://cdn.jsdelivr.net/npm/@azure/msal-browser@5.30.0/lib/msal-browser.min.js';
    var INTEGRITY = 'sha384-jZgMryu+4u6YigBEcQY0MnBDCLVoqAGLm8S8PXoaGI2HJWA5XcxSalRmz/KFODUW';
    /** @type {MsalApplication | null} */
    var application = null;

    /** @param {(why: string) => void} done why is empty when the script is there */
    function load(done) {
        if (window.msal) { return done(''); }
        var script = document.createElement('script');
        script.integrity = INTEGRITY;
        script.crossOrigin = 'anonymous';
        script.onload = function () { done(window.msal ? '' : 'msal-browser did not start'); };
        script.onerror = function () { done('msal-browser could not be loaded'); };
        script.src = SCRIPT;
        document.head.appendChild(script);
    }

    /** @type {(settings: MicrosoftSettings, done: (why: string, made?: MsalApplication) => void) => void} */
    function start(settings, done) {
        if (application) { return done('', application); }
        load(function (why) {
            if (why || !window.msal) { return done(why); }
            window.msal.createNestablePublicClientApplication({
                auth: { clientId: settings.client_id, authority: settings.authority },
                cache: { cacheLocation: 'memoryStorage' }
            }).then(function (made) {
                application = made;
                done('', made);
            }, function (error) { done(String(error)); });
        });
    }

    /** @param {MsalError} error */
    function needsPerson(error) {
        return error.name === 'InteractionRequiredAuthError' || error.errorCode === 'no_account_found';
    }

    /**
     * Microsoft's access token from Outlook as the broker. Only a silent attempt that asks for the person is followed
     * by a window: where Outlook has no bridge, msal answers otherwise, and would open a window of the browser.
     * @param {Ask} ask
     * @param {(answer: TokenAnswer) => void} done
     */
    function accessToken(ask, done) {
        /** @param {MsalToken} result */
        function give(result) { done({ outcome: 'token', token: result.accessToken }); }

        start(ask.settings, function (why, made) {
            if (!made) { return done({ outcome: 'closed', why: why }); }
            /** @type {MsalRequest} */
            var request = { scopes: [ask.settings.scope] };
            if (ask.claims) { request.claims = ask.claims; }
            made.acquireTokenSilent(request).then(give, function (error) {
                if (!needsPerson(error)) { return done({ outcome: 'closed', why: String(error) }); }
                if (!ask.isByPerson) { return done({ outcome: 'press', why: String(error) }); }
                made.acquireTokenPopup(request).then(give, function (refusal) {
                    var isStopped = refusal.errorCode === 'user_canceled';
                    done({ outcome: isStopped ? 'stopped' : 'closed', why: String(refusal) });
                });
            });
        });
    }

    return { accessToken: accessToken };
}());
