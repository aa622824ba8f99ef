"""What surrounds every page: page context, workspace, drafts, navigation, context bar."""
