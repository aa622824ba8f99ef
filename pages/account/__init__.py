"""Page of one account: picker, facts, plan, touches and tiers."""
