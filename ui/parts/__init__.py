"""What the screens are made of: each part draws one kind of thing and decides nothing."""
