"""The card printer: a text control channel or a print queue, behind one desk port."""
