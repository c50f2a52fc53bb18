"""Pieces of other people's add-ins: what Rapport doesn't use and a manifest may still hold."""

SHARED = "<SupportsSharedFolders>true</SupportsSharedFolders>"
FUNCTION_FILE = '<FunctionFile resid="Pane.Url"/>'

TIP = '<Supertip><Title resid="Read.Label"/><Description resid="Read.Tip"/></Supertip>'
ICON_IMAGES = "".join(f'<bt:Image size="{size}" resid="Icon.{size}"/>' for size in (16, 32, 80))
OPENS_PANE = '<Action xsi:type="ShowTaskpane"><SourceLocation resid="Pane.Url"/></Action>'

MENU = f"""<Control xsi:type="Menu" id="More"><Label resid="Read.Label"/>{TIP}<Icon>{ICON_IMAGES}</Icon>
<Items><Item id="First"><Label resid="Read.Label"/>{TIP}
<Action xsi:type="ExecuteFunction"><FunctionName>first</FunctionName></Action></Item>
<Item id="Second"><Label resid="Read.Label"/>{TIP}<Icon>{ICON_IMAGES}</Icon>{OPENS_PANE}</Item>
</Items></Control>"""

TAB = f"""<CustomTab id="Own.Tab"><Group id="Own.Group"><Label resid="Group.Label"/>
<Control xsi:type="Button" id="Own.Button"><Label resid="Read.Label"/>{TIP}<Icon>{ICON_IMAGES}</Icon>
{OPENS_PANE}</Control></Group><Label resid="Group.Label"/></CustomTab>"""

_PHONE_IMAGES = "".join(
    f'<bt:Image size="{size}" scale="{scale}" resid="Icon.32"/>'
    for size in (25, 32, 48)
    for scale in (1, 2, 3)
)
PHONE = f"""<MobileFormFactor><ExtensionPoint xsi:type="MobileMessageReadCommandSurface">
<Group id="Phone.Group"><Label resid="Group.Label"/><Control xsi:type="MobileButton" id="Phone.Button">
<Label resid="Read.Label"/><Icon xsi:type="bt:MobileIconList">{_PHONE_IMAGES}</Icon>
{OPENS_PANE}</Control></Group></ExtensionPoint></MobileFormFactor>"""

RUNTIMES = """<Runtimes><Runtime resid="Pane.Url"><Override type="javascript" resid="Pane.Url"/></Runtime>
</Runtimes>"""
ON_SEND = """<ExtensionPoint xsi:type="LaunchEvent"><LaunchEvents>
<LaunchEvent Type="OnMessageSend" FunctionName="onSend" SendMode="PromptUser"/></LaunchEvents>
<SourceLocation resid="Pane.Url"/></ExtensionPoint>"""

DEVICES = """<TabletSettings><SourceLocation DefaultValue="https://rapport.example/addin/pane.html"/>
<RequestedHeight>450</RequestedHeight></TabletSettings>
<PhoneSettings><SourceLocation DefaultValue="https://rapport.example/addin/pane.html"/></PhoneSettings>"""

RULES = """<Rule xsi:type="ItemHasAttachment"/>
<Rule xsi:type="ItemHasKnownEntity" EntityType="Url" RegExFilter="acme" FilterName="ours" IgnoreCase="true"/>
<Rule xsi:type="ItemHasRegularExpressionMatch" RegExName="n" RegExValue="[0-9]+" PropertyName="Subject"/>
<Rule xsi:type="RuleCollection" Mode="And"><Rule xsi:type="ItemIs" ItemType="Appointment"
 FormType="ReadOrEdit" ItemClass="IPM.Note" IncludeSubClasses="true"/></Rule>"""

CARD = """<ExtensionPoint xsi:type="DetectedEntity"><Label resid="Group.Label"/>
<RequestedHeight>140</RequestedHeight><SourceLocation resid="Pane.Url"/>
<Rule xsi:type="RuleCollection" Mode="And"><Rule xsi:type="ItemIs" ItemType="Message"/>
<Rule xsi:type="ItemHasAttachment" Highlight="None"/></Rule></ExtensionPoint>"""

PANE_BY_RULE = """<ExtensionPoint xsi:type="CustomPane"><RequestedHeight>32</RequestedHeight>
<SourceLocation resid="Pane.Url"/><Rule xsi:type="ItemIs" ItemType="Message" ItemClass="IPM.Note"/>
<DisableEntityHighlighting>true</DisableEntityHighlighting></ExtensionPoint>"""

COM_ADD_IN = """<EquivalentAddins><EquivalentAddin><ProgId>Acme.Rapport</ProgId><Type>COM</Type>
</EquivalentAddin></EquivalentAddins>"""
EXTENDED_PERMISSIONS = """<ExtendedPermissions><ExtendedPermission>AppendOnSend</ExtendedPermission>
</ExtendedPermissions>"""
