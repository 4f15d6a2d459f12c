"""A download simulator: as_completed, a dict of futures, failures."""
import concurrent.futures
import time

PAGES = {"home.html": (0.09, 1200), "news.html": (0.03, 3456),
         "lost.html": (0.06, None), "help.html": (0.12, 80)}


class HTTPError(Exception):
    pass


def load_page(name, timeout):
    seconds, size = PAGES[name]
    time.sleep(seconds)
    if size is None:
        raise HTTPError(f"404: {name}")
    return "x" * size


with concurrent.futures.ThreadPoolExecutor(max_workers=5) as executor:
    future_to_page = {executor.submit(load_page, page, 60): page
                      for page in PAGES}
    for future in concurrent.futures.as_completed(future_to_page):
        page = future_to_page[future]
        try:
            data = future.result()
        except Exception as exc:
            print("%r generated an exception: %s" % (page, exc))
        else:
            print("%r page is %d bytes" % (page, len(data)))
total = sum(size for _, size in PAGES.values() if size)
print(f"{total:,} bytes in all, {total / 1024:.2f} KiB")
