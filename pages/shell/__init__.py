"""Application shell around every page: workspace, page context, drafts, navigation, context bar."""
