# /// attack
# title = "Uses threads and a queue, and answers itself"
# ///
import queue
import threading


def double(x):
    results = queue.Queue()
    threads = [threading.Thread(target=results.put, args=(2 * x,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results.get()
