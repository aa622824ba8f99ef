"""Tier changes between two dates under the same model, each with the step of tiering that caused it."""

from kam_core.insight.tier_movement.moves import Move, TierMoves, account_move, moves, moves_sentence

__all__ = ["Move", "TierMoves", "account_move", "moves", "moves_sentence"]
