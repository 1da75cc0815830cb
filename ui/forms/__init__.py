"""Work beside the visits: blanks, the card centre, lists of employers, enquiries, withdrawals, what is to be done."""
