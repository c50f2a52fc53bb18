/** What the pane uses of msal-browser, whose own types want a newer library than ES5. */
interface MsalToken { accessToken: string }
interface MsalError { name: string; errorCode?: string }
interface MsalRequest { scopes: string[]; claims?: string }
interface MsalPromise<T> {
    then(done: (value: T) => void, failed: (error: MsalError) => void): void;
}
interface MsalApplication {
    acquireTokenSilent(request: MsalRequest): MsalPromise<MsalToken>;
    acquireTokenPopup(request: MsalRequest): MsalPromise<MsalToken>;
}
interface Window {
    readonly msal?: {
        createNestablePublicClientApplication(configuration: {
            auth: { clientId: string; authority: string };
            cache: { cacheLocation: 'memoryStorage' };
        }): MsalPromise<MsalApplication>;
    };
}
