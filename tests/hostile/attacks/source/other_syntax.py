# /// attack
# title = "Is written in a language that is not this Python"
# rows = ["P6"]
# endings = ["raised"]
# ///
def attack(x):
    print "hello"
