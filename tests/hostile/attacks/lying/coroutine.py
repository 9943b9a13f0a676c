# /// attack
# title = "Returns a coroutine, and the function is asynchronous"
# rows = ["V17", "P10"]
# endings = ["returned"]
# ///
async def double(x):
    return 2 * x
