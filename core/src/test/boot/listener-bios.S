# Stands in for a kernel: tells what a boot loader for BIOSes hands to it, in one line, and powers off.
#
# It is started as Linux is, at the 16-bit entry of the boot protocol, and fetches what lies above
# 1 MiB through the BIOS. Of the RAM disks it tells size and 256 bytes, those that are zeros as dots.
	.code16
	.intel_syntax noprefix
	.set com1, 0x3f8

	.text
	.globl _start
_start:	.org	0x1f1
	.byte	2			# setup_sects
	.word	0
	.long	(high_end - high) / 16
	.word	0
video:	.word	0
	.word	0
	.word	0xaa55
	jmp	short told
	.ascii	"HdrS"
	.word	0x020f			# boot protocol 2.15
	.long	0
	.word	0
	.word	0
type:	.byte	0
flags:	.byte	1			# loaded high
	.word	0
	.long	0x100000		# code32_start
ramdisk:
	.long	0
ramdisk_size:
	.long	0
	.long	0
heap:	.word	0
	.word	0
command:
	.long	0
	.long	0x2ffffff		# initrd_addr_max: below 48 MiB
	.long	0x1000
	.byte	0, 12
	.word	0
	.long	600			# cmdline_size
	.zero	28
	.quad	0x200000		# pref_address
	.long	0x100000		# init_size

told:	call	wait
	mov	si, offset begin
	call	text
	mov	eax, [command]
	mov	edx, eax
	shr	eax, 4
	mov	fs, ax
	mov	si, dx
	and	si, 15
1:	mov	al, fs:[si]
	inc	si
	test	al, al
	jz	2f
	call	character
	jmp	1b
2:	mov	si, offset memory
	call	text
	mov	esi, 0x100000
	mov	cx, high_text_end - high
	call	above
	mov	si, offset disks
	call	text
	mov	eax, [ramdisk_size]
	call	number
	mov	si, offset at
	call	text
	mov	eax, [ramdisk]
	call	number
	mov	si, offset open
	call	text
	mov	esi, [ramdisk]
	mov	cx, 256
	cmp	dword ptr [ramdisk_size], 256
	jae	3f
	mov	cx, [ramdisk_size]
3:	call	above
	mov	si, offset mode
	call	text
	movzx	eax, word ptr [video]
	call	number
	mov	si, offset sectors
	call	text
	call	wait

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
halt:	hlt
	jmp	halt

# cx bytes at esi, of all memory, by way of the heap.
above:	jcxz	3f
	mov	[gdt + 18], si
	shr	esi, 16
	mov	ax, si
	mov	[gdt + 20], al
	mov	[gdt + 23], ah
	push	cx
	mov	cx, 128
	mov	si, offset gdt
	push	ds
	pop	es
	mov	ah, 0x87
	int	0x15
	pop	cx
	mov	si, 0x8000
1:	lodsb
	test	al, al
	jnz	2f
	mov	al, '.'
2:	call	character
	loop	1b
3:	ret

# eax in hexadecimal digits.
number:	mov	cx, 8
1:	rol	eax, 4
	push	eax
	and	al, 15
	add	al, '0'
	cmp	al, '9'
	jbe	2f
	add	al, 'a' - '9' - 1
2:	call	character
	pop	eax
	loop	1b
	ret

1:	call	character
text:	lodsb
	test	al, al
	jnz	1b
	ret

character:
	push	dx
	push	ax
	mov	dx, com1 + 5
1:	in	al, dx
	test	al, 0x20
	jz	1b
	pop	ax
	mov	dx, com1
	out	dx, al
	pop	dx
	ret

wait:	mov	dx, com1 + 5
	in	al, dx
	test	al, 0x40
	jz	wait
	ret

begin:	.asciz	"\r\ncommand line ["
memory:	.asciz	"] kernel ["
disks:	.asciz	"] ram disks "
at:	.asciz	" at "
open:	.asciz	" ["
mode:	.asciz	"] video mode "
sectors:
	.asciz	".\r\n"
	.balign	8
gdt:	.quad	0
	.quad	0
	.quad	0x000093000000ffff	# from
	.quad	0x000093018000ffff	# to the heap, at 0x18000
	.quad	0
	.quad	0
	.org	3 * 512
high:	.ascii	"protected mode"
high_text_end:
	.zero	3000
	.ascii	"end"
high_end:
