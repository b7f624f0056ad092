"""The wire of the operator protocol: messages over stdin and stdout, and logs that are sent as they grow."""
import codecs
import json
import os
import sys
import threading

CHUNK = 1 << 20
writing, following = threading.Lock(), threading.Lock()
followed = {}  # key -> how many bytes of its log were sent


class Fault(Exception):
    """Why a call is not done; the reasons stand in docs/reference/operator-protocol.md."""

    def __init__(self, reason, message):
        super().__init__(message)
        self.reason = reason


def send(message):
    with writing:
        print(json.dumps({"jsonrpc": "2.0", **message}), flush=True)


def follow(key, cursor):
    with following:
        followed[key] = int(cursor or 0)


def unfollow(key):
    with following:
        followed.pop(key, None)


def send_log(key, ended, read):
    """Sends what is new of a followed job's log; of an ended one the last line too, be it without its end.

    `read(key, start, size)` gives bytes of the log. A cursor is the number of bytes before it.
    """
    while True:
        with following:  # chunk by chunk, so that unfollow gets between
            if key not in followed:
                return
            data = read(key, followed[key], CHUNK)
            size = data.rfind(b"\n") + 1
            ends = size > 0
            if not ends and (ended or len(data) == CHUNK):
                size = len(data)  # a last line without its end, or one that is too long
            if size == 0:
                return
            decoder = codecs.getincrementaldecoder("utf-8")("replace")
            text = decoder.decode(data[:size], final=ends or len(data) < CHUNK)
            followed[key] += size - len(decoder.getstate()[0])  # no character is cut in two
            lines = (text[:-1] if ends else text).split("\n")
            place = {"key": key, "cursor": str(followed[key]), "stream": "stdout"}
            send({"method": "log", "params": {**place, "lines": lines}})


METHODS = "initialize check plan submit find list poll follow unfollow cancel collect cleanup".split()


def run(operator):
    """Answers each request in a thread of its own, by the method of its name, until stdin ends."""
    for line in sys.stdin.buffer:
        if line.strip():
            threading.Thread(target=serve, args=(operator, json.loads(line)), daemon=True).start()
    os._exit(0)  # stepops is gone; jobs go on


def serve(operator, request):
    send({"id": request["id"], **answer(operator, request["method"], request.get("params"))})
    if request["method"] == "shutdown":
        os._exit(0)


def answer(operator, method, params):
    try:
        if method == "shutdown":
            return {"result": {}}
        if method not in METHODS:
            return refusal("invalid", f"There is no method {method}", -32601)
        return {"result": getattr(operator, method)(params)}
    except Fault as fault:
        return refusal(fault.reason, str(fault))
    except PermissionError as error:
        return refusal("denied", str(error))
    except OSError as error:
        return refusal("unavailable", str(error))
    except Exception as error:  # a fault of the program: it would happen again
        return refusal("invalid", f"{method} failed: {error!r}")


def refusal(reason, message, code=-32000):
    return {"error": {"code": code, "message": message, "data": {"reason": reason}}}
