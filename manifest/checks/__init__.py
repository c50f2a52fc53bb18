"""What no schema can say about a manifest: one file per theme, each with `findings(app)`.

Nothing here touches the network; whether the addresses answer is not asked.
"""
