"""Pages of outcomes, what stands behind them, and reforms."""
