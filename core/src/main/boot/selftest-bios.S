# Says that the BIOS found and started this disk's boot code, then powers off.
#
# It is the first 440 bytes of sector 0, and nothing else: no partition table is read, so that the
# same bytes serve disks with an MBR, with a GPT and with no table at all. The line goes to the
# screen first and then, whole, to the first serial port: a BIOS may mirror its screen there.
	.code16
	.intel_syntax noprefix

	.set com1, 0x3f8
	.set name_capacity, 192

	.text
	.globl _start
_start:
	cli
	xor	ax, ax
	mov	ds, ax
	mov	es, ax
	mov	ss, ax
	mov	sp, 0x7c00
	cld
	jmp	0:ready			# some BIOSes start us at 07c0:0000
ready:
	sti
	mov	bp, offset screen
	call	line

	cli				# nothing of the BIOS's own in between
	mov	dx, com1 + 5
	in	al, dx
	inc	al			# 0xff: there is no such port
	jz	off
	mov	si, offset setup	# 115200 baud, 8 bits, no parity, 1 stop bit
	mov	cl, 7
1:	lodsw
	mov	dl, al
	mov	al, ah
	out	dx, al
	loop	1b
	mov	bp, offset serial
	call	line
	mov	ah, 0x40		# until the last bit is out
	call	wait_serial

off:	sti
	mov	ax, 0x5301		# APM: connect, agree on 1.2, all devices off
	xor	bx, bx
	int	0x15
	mov	ax, 0x530e
	xor	bx, bx
	mov	cx, 0x0102
	int	0x15
	mov	ax, 0x5307
	mov	bx, 1
	mov	cx, 3
	int	0x15
	cli
halt:	hlt
	jmp	halt

# The line, by the character routine in bp, which gets a character in al and keeps si and cx.
line:
	mov	si, offset before
	mov	cx, name - before
	call	text
	mov	cl, name_capacity
	call	text
	mov	si, offset after
	mov	cl, setup - after
text:	lodsb				# cx bytes at si; a zero byte is not there
	test	al, al
	jz	1f
	call	bp
1:	loop	text
	ret

screen:	push	si
	push	cx
	push	bp			# old video BIOSes lose it when they scroll
	mov	ah, 0x0e
	mov	bx, 7
	int	0x10
	pop	bp
	pop	cx
	pop	si
	ret

serial:	push	ax
	mov	ah, 0x20
	call	wait_serial
	pop	ax
	mov	dx, com1
	out	dx, al
	ret

# Until a bit of ah shows in the line status, for at most 65536 reads.
wait_serial:
	push	cx
	xor	cx, cx
	mov	dx, com1 + 5
1:	in	al, dx
	test	al, ah
	loopz	1b
	pop	cx
	ret

after:	.ascii	" (bios)\r\n"
setup:	.byte	0xf9, 0			# low byte of the port, value: no interrupts
	.byte	0xfb, 0x83		# divisor
	.byte	0xf8, 1
	.byte	0xf9, 0
	.byte	0xfb, 3			# 8N1
	.byte	0xfa, 7			# FIFOs on and empty
	.byte	0xfc, 3			# terminal ready
code_end:
	.org	440 - name_capacity - 27
before:	.ascii	"\r\ndiskwright self-test ok: "
name:	.zero	name_capacity
	.org	440			# the disk's signature and table follow
