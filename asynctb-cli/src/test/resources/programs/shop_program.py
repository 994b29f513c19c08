"""Imports the shop and waits."""
import sys

import shop

shop.checkout.send(None)
sys.stdout.write("ready\n")
sys.stdout.flush()
sys.stdin.read()
