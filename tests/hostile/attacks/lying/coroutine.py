# /// attack
# title = "Returns a coroutine, and the function is asynchronous"
# endings = ["returned"]
# ///
async def double(x):
    return 2 * x
