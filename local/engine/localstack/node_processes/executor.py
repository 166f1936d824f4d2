"""One sandbox of a function: a Node process, its Runtime API and what it writes."""

import os
import shutil
import subprocess
import tempfile
import time
from concurrent.futures import TimeoutError
from pathlib import Path

from localstack import config
from localstack.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localstack.services.lambda_.invocation.lambda_models import InvocationResult
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

from node_processes.logs import Logs
from node_processes.runtime_api import RuntimeApi, error

RUNTIME = Path(__file__).parent / "runtime.ts"
# What a function sees of LocalStack's own environment.
INHERITED = ("PATH", "HOME", "TMPDIR", "LC_ALL", "MARKETPLACE_SERVER")


class NodeProcessExecutor(RuntimeExecutor):
    def __init__(self, id, function_version):
        super().__init__(id, function_version)
        self._environment = {}
        self._api = self._process = self._logs = None

    def start(self, env_vars):
        self._environment = env_vars
        self._launch()
        failure = self._api.ready.result()
        if failure is not None:
            self.stop()
            raise StatusErrorException("Environment startup failed", payload=failure)

    def _launch(self):
        settings = self.function_version.config
        code = settings.code.get_unzipped_code_location()
        self._api = RuntimeApi()
        environment = {
            **{name: os.environ[name] for name in INHERITED if name in os.environ},
            **{name: str(value) for name, value in self._environment.items()},
            "LAMBDA_TASK_ROOT": str(code),
            "AWS_LAMBDA_RUNTIME_API": self._api.address,
            "TZ": "UTC",
        }
        self._process = subprocess.Popen(
            [shutil.which("node"), f"--max-old-space-size={settings.memory_size}", str(RUNTIME)],
            cwd=code,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        api, process = self._api, self._process
        self._logs = Logs(process.stdout, lambda: api.fail(error("", "Runtime.ExitError", f"Runtime exited with {ending(process)}")))

    def stop(self):
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._api.close()
            self._process = None

    def invoke(self, payload):
        request_id = payload["invoke-id"]
        # As on AWS, a process that is gone is started anew for the next event.
        if self._process is None or self._process.poll() is not None:
            self.stop()
            self.start(self._environment)
        timeout = self.function_version.config.timeout
        headers = {
            "Lambda-Runtime-Deadline-Ms": str(int((time.time() + timeout) * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": payload["invoked-function-arn"],
            "Lambda-Runtime-Trace-Id": payload["trace-id"],
        }
        version = self.function_version.id.qualifier
        started = time.monotonic()
        outcome = self._api.send(request_id, headers, payload["payload"].encode())
        try:
            is_error, answer = outcome.result(timeout)
        except TimeoutError:
            is_error, answer = True, error(request_id, "Sandbox.Timedout", f"Task timed out after {timeout:.2f} seconds")
            self.stop()
        logs = self._logs.taken_for(request_id)
        took = (time.monotonic() - started) * 1000
        return InvocationResult(
            request_id,
            answer,
            is_error,
            logs=f"START RequestId: {request_id} Version: {version}\n{logs}END RequestId: {request_id}\n"
            f"REPORT RequestId: {request_id}\tDuration: {took:.2f} ms\tMemory Size: {self.function_version.config.memory_size} MB\n",
        )

    def get_logs(self):
        return self._logs.text() if self._logs else ""

    def get_address(self):
        return "127.0.0.1"

    def get_endpoint_from_executor(self):
        return config.GATEWAY_LISTEN[0].host

    def get_runtime_endpoint(self):
        return f"http://{self._api.address}" if self._api else ""

    @classmethod
    def prepare_version(cls, function_version):
        if function_version.config.code:
            function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version):
        pass


def ending(process):
    code = process.wait()
    return f"signal: {-code}" if code < 0 else f"error: exit status {code}"
