"""The scripts that prepare a machine do nothing where nothing is missing, and say what to do where they may not."""

import os
import subprocess
from pathlib import Path

import pytest

from config import ROOT

RUN_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
PYTHONS = ("python3", "python3.14", "python3.13", "python3.12", "python3.11")


class Machine:
    """A machine of which some programs are replaced by one-line scripts."""

    def __init__(self, folder: Path) -> None:
        """Put the replacements in `folder`."""
        self.folder = folder

    def replace(self, name: str, script: str) -> None:
        """Have `name` run `script`."""
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def run(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run a script of .ci on this machine."""
        path = f"{self.folder}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            command, cwd=ROOT, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Give a Linux of the Debian family that lacks Pango, where one is an ordinary person without sudo."""
    machine = Machine(tmp_path)
    machine.replace("uname", "echo Linux")
    machine.replace("ldconfig", "echo '  libc.so.6 (libc6) => /lib/libc.so.6'")
    machine.replace("apt-get", f"echo apt-get $* >> {tmp_path}/installed")
    machine.replace("id", "echo 1000")
    machine.replace("sudo", "exit 1")
    return machine


def test_who_may_not_install_is_told_the_exact_command(machine: Machine) -> None:
    done = machine.run(".ci/system-packages.sh", "run")
    assert done.returncode == 1
    assert f"sudo apt-get install -y --no-install-recommends {RUN_PACKAGES}\n" in done.stderr
    assert not (machine.folder / "installed").exists()


@pytest.mark.parametrize(("person", "sudo"), [("0", "exit 1"), ("1000", 'shift; [ "$1" = true ] || exec "$@"')])
def test_who_may_install_gets_what_is_missing(machine: Machine, person: str, sudo: str) -> None:
    machine.replace("id", f"echo {person}")
    machine.replace("sudo", sudo)
    done = machine.run(".ci/system-packages.sh", "run")
    assert done.returncode == 0, done.stderr
    installed = (machine.folder / "installed").read_text()
    assert installed == f"apt-get update -qq\napt-get install -y --no-install-recommends {RUN_PACKAGES} -qq\n"


def test_nothing_is_installed_where_nothing_is_missing(machine: Machine) -> None:
    names = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
    machine.replace("ldconfig", f"printf '%s (libc6) => /lib/x\\n' {' '.join(names)}")
    done = machine.run(".ci/system-packages.sh", "run")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_another_word_is_refused(machine: Machine) -> None:
    assert machine.run(".ci/system-packages.sh", "everything").returncode == 2


def test_an_old_python_is_told_what_to_install(machine: Machine) -> None:
    for name in PYTHONS:
        machine.replace(name, 'if [ "$1" = --version ]; then echo Python 3.9.2; else exit 1; fi')
    done = machine.run(".ci/virtual-environment.sh", str(machine.folder / "venv"))
    assert done.returncode == 1
    assert "Python 3.11" in done.stderr
    assert "Python 3.9.2" in done.stderr
    assert not (machine.folder / "venv").exists()


def test_a_python_without_venv_is_told_the_package(machine: Machine) -> None:
    machine.replace("python3", 'case "$2" in *ensurepip*) exit 1 ;; esac')
    done = machine.run(".ci/virtual-environment.sh", str(machine.folder / "venv"))
    assert done.returncode == 1
    assert "apt-get install -y python3-venv" in done.stderr
