#!/bin/sh
# The speed of exec beside python3's: sh tests/bench/run.sh BUILD-FOLDER
# PYTHON3 names another interpreter to be measured against.
python=${PYTHON3:-python3}
if ! command -v "$python" >/dev/null; then
    echo "speed beside python3: skipped, there is no python3"
    exit 0
fi
echo "speed beside $("$python" --version), seconds of CPU"
exec "$1/tools/speed" "$1/apiary" "$python" "$(dirname "$0")"/*.py
