"""Words, numbers and times as people write them, in any script; `data/` holds the word lists.

words.py says what a word and a number is, symbols.py what a text is to the grammar of times,
dates.py and times.py are that grammar, and day.py reads what an option takes for a day.
"""
