"""Words, numbers and times as people write them, in any script; `data/` holds the word lists.

words.py and numbers.py say what a word and a number is. The grammar of times is data/grammar.txt,
which symbols.py reads; dates.py and times.py say what its patterns mean. day.py reads what an
option takes for a day.
"""
