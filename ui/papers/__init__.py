"""From cases and figures to the words that papers carry; always Chinese, whatever language the screens speak."""
