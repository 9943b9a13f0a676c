# /// attack
# title = "Is written in a language that is not this Python"
# endings = ["raised"]
# ///
def attack(x):
    print "hello"
